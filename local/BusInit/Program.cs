using Microsoft.Extensions.Configuration;
using Mothership.Local.BusInit;

string[] names = ["KafkaBootstrapServers", "KafkaUsername", "KafkaPassword", "KafkaProtocol", "KafkaSslCaPem"];
var settings = new ConfigurationBuilder()
    .AddInMemoryCollection(names.Select(n => KeyValuePair.Create(n, Environment.GetEnvironmentVariable(n))))
    .Build();
return await new BusCommandLine(settings, Console.Out, Console.Error).RunAsync(args);
