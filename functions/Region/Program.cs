using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Mothership.DataPlane;
using Mothership.Regions;
using Mothership.Secrets;
using Mothership.Strimzi;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddRegion(builder.Configuration);
builder.Services.AddSecrets(builder.Configuration);
builder.Services.AddDataPlane();
builder.Services.AddStrimzi(builder.Configuration);
builder.Build().Run();
