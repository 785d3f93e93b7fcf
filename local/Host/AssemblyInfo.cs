using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Worker.Tests")]
