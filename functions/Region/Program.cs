using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Mothership.Regions;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddRegion(builder.Configuration);
builder.Build().Run();
