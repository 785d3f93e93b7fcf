namespace Architecture.Tests;

/// <summary>Which project may refer to which. Each breach is one line that says what to do instead.</summary>
internal static class DependencyRules
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["shared"] = ["shared"],
        ["orchestrations"] = ["orchestrations", "shared"],
        ["functions"] = ["orchestrations", "shared"],
    };

    public static IEnumerable<string> Check(Project project) =>
        Allowed.TryGetValue(project.Layer, out var allowed) ? Check(project, allowed) : [];

    private static IEnumerable<string> Check(Project project, string[] allowed)
    {
        foreach (var reference in project.Projects.Where(p => !allowed.Contains(Repository.TopFolder(p))))
            yield return $"{project.File} refers to {reference}: {Advice(project, reference)}";
        if (
            project.Name == "Mothership.Domain"
            && project.Projects.Concat(project.Packages).ToList() is [var first, ..]
        )
            yield return $"{project.File} refers to {first}: the domain is pure and refers to nothing";
    }

    private static string Advice(Project project, string reference) =>
        Repository.TopFolder(reference) == "local"
            ? "name the official package as <AzurePackage>, which gets the stand-in in the local build"
            : $"dependencies run shared <- orchestrations <- functions, and {project.Layer} may not look up";
}
