using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Durable.Tests")]
[assembly: InternalsVisibleTo("Orchestrations.Tests")]
