using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Mothership.Regions;
using Mothership.Secrets;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddRegion(builder.Configuration);
builder.Services.AddSecrets(builder.Configuration);
builder.Build().Run();
