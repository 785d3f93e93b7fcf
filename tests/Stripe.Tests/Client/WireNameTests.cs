using System.Reflection;
using Stripe.Infrastructure;

namespace Stripe.Tests.Client;

/// <summary>Holds the names on the wire against those of the official package.</summary>
public sealed class WireNameTests
{
    [Fact]
    public void Members_All_HaveTheOfficialNames()
    {
        var official = Resource
            .Lines("wire-names.txt")
            .Select(l => l.Split(' '))
            .ToDictionary(p => (p[0], p[1]), p => p[2]);
        var checkedMembers = 0;
        List<string> wrong = [];
        foreach (var type in typeof(StripeClient).Assembly.GetExportedTypes())
        foreach (
            var member in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        )
            if (official.TryGetValue((type.FullName!["Stripe.".Length..], member.Name), out var name))
            {
                checkedMembers++;
                if (WireNames.Of(member) != name)
                    wrong.Add($"{type.Name}.{member.Name}: {WireNames.Of(member)}, officially {name}");
            }
        wrong.ShouldBeEmpty();
        checkedMembers.ShouldBeGreaterThan(700);
    }
}

/// <summary>Files that are built into the tests.</summary>
internal static class Resource
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(Resource).Assembly.GetManifestResourceStream($"Stripe.Tests.Shapes.{name}")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#')];
    }
}
