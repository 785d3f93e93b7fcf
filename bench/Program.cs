using System.Text.Json;
using Mothership.Bench;
using Mothership.Bench.Cases;

// mothership-bench [NAME...] [--json FILE]: measures, prints a line per figure, and writes them all as JSON.
if (args is [StartReady.BareArgument])
{
    await using var bare = await BareKestrel.StartAsync("{}"u8.ToArray());
    Console.WriteLine($"ready {BareKestrel.AddressOf(bare)}");
    await Task.Delay(Timeout.Infinite);
}
if (args is [BillingClose.ChildArgument, var file, var month, var warmUp])
    return await BillingClose.RunChildAsync(file, month, warmUp);
var all = Catalogue.All;
if (args.Contains("--help"))
{
    Console.WriteLine("usage: ./dev bench [NAME...] [--json FILE]");
    foreach (var benchmark in all)
        Console.WriteLine($"  {benchmark.Name, -20} {benchmark.Goal ?? "for information"}");
    return 0;
}
var jsonAt = Array.IndexOf(args, "--json");
if (jsonAt >= 0 && jsonAt == args.Length - 1)
    return Fail("--json takes a file name");
var json = jsonAt >= 0 ? args[jsonAt + 1] : null;
var names = args.Where((_, i) => jsonAt < 0 || (i != jsonAt && i != jsonAt + 1)).ToList();
if (names.FirstOrDefault(n => all.All(b => b.Name != n)) is { } unknown)
    return Fail($"there is no benchmark '{unknown}'; there are {string.Join(", ", all.Select(b => b.Name))}");

var figures = new List<Figure>();
foreach (var benchmark in all.Where(b => names.Count == 0 || names.Contains(b.Name)))
{
    var measured = await benchmark.RunAsync();
    figures.AddRange(measured);
    foreach (var figure in measured)
        Console.WriteLine(Line(benchmark, figure));
}
if (json is not null)
    await File.WriteAllTextAsync(
        json,
        JsonSerializer.Serialize(figures, new JsonSerializerOptions { WriteIndented = true })
    );
return 0;

static string Line(IBenchmark benchmark, Figure figure)
{
    var goal = benchmark.Goal is { } aim ? $"  (goal {aim}: {(benchmark.IsMet(figure) ? "met" : "NOT met")})" : "";
    var value = $"{figure.Name, -20} {figure.Value, 12:0.###} {figure.Unit, -6}";
    return $"{value} {figure.Ratio, 7:0.###} x  {figure.Against}{goal}";
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 2;
}
