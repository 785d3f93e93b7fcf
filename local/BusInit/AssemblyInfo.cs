using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Bus.Tests")]
