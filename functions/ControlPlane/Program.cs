using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;
using Mothership.ControlPlane;
using Mothership.ControlPlane.Http;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<ApiMiddleware>();
builder.Services.AddControlPlane(builder.Configuration);
builder.Build().Run();
