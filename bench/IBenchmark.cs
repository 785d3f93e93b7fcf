namespace Mothership.Bench;

/// <summary>Something that is measured, with its goal.</summary>
internal interface IBenchmark
{
    /// <summary>Such as <c>api.get.p50</c>; the name of its figure, or what its figures' names begin with.</summary>
    string Name { get; }

    /// <summary>What is aimed at, for people; null where nothing is.</summary>
    string? Goal { get; }

    /// <summary>Whether a figure reaches the goal.</summary>
    bool IsMet(Figure figure);

    /// <summary>Measures; ends by itself.</summary>
    Task<IReadOnlyList<Figure>> RunAsync();
}
