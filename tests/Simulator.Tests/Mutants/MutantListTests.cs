using System.Text.Json;

namespace Mothership.Simulator.Tests.Mutants;

/// <summary>Keeps the list of mutants from rotting; <c>./dev mutants</c> runs it.</summary>
public sealed class MutantListTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private sealed record Mutant(string Name, string File, string Text, string Replacement, string What);

    [Fact]
    public void Mutants_All_CanBeMade()
    {
        var root = Root();
        var mutants = Read(root);

        mutants.Count.ShouldBeGreaterThanOrEqualTo(18);
        mutants.DistinctBy(m => m.Name).Count().ShouldBe(mutants.Count);
        foreach (var mutant in mutants)
        {
            var source = File.ReadAllText(Path.Combine(root, mutant.File));
            source.Split(mutant.Text).Length.ShouldBe(2, $"{mutant.Name}: its text must occur once in {mutant.File}");
            mutant.Replacement.ShouldNotBe(mutant.Text, mutant.Name);
            mutant.What.ShouldNotBeEmpty(mutant.Name);
        }
    }

    private static List<Mutant> Read(string root)
    {
        var json = File.ReadAllText(Path.Combine(root, "tests/Simulator.Tests/Mutants/mutants.json"));
        return JsonSerializer.Deserialize<List<Mutant>>(json, Web)!;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Functions.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
