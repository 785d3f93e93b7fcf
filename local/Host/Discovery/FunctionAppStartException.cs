namespace Mothership.Local.Host;

/// <summary>An app that can't start, with everything that must be put right first.</summary>
public sealed class FunctionAppStartException(string app, IReadOnlyList<string> problems, Exception? cause = null)
    : Exception(Text(app, problems), cause)
{
    /// <summary>One sentence for each thing that is wrong: where it is and what to do.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;

    private static string Text(string app, IReadOnlyList<string> problems) =>
        $"The function app '{app}' cannot start:{string.Concat(problems.Select(p => $"{Environment.NewLine}  - {p}"))}";
}
