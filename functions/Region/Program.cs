using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Mothership.Regions;
using Mothership.Strimzi;

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddRegion(builder.Configuration);
builder.Services.AddStrimzi(builder.Configuration);
builder.Build().Run();
