using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("mothership-local")]
[assembly: InternalsVisibleTo("Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore")]
[assembly: InternalsVisibleTo("Microsoft.Azure.Functions.Worker.Extensions.DurableTask")]
[assembly: InternalsVisibleTo("Worker.Tests")]
