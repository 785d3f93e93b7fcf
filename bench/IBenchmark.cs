namespace Mothership.Bench;

/// <summary>Something that is measured, with its goal.</summary>
internal interface IBenchmark
{
    /// <summary>Such as <c>api.get.p50</c>.</summary>
    string Name { get; }

    /// <summary>What is aimed at, for people.</summary>
    string Goal { get; }

    /// <summary>Whether a figure reaches the goal.</summary>
    bool IsMet(Figure figure);

    /// <summary>Measures; ends by itself.</summary>
    Task<Figure> RunAsync();
}
