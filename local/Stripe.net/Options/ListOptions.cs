namespace Stripe;

/// <summary>Which page of a list to answer.</summary>
public class ListOptions : BaseOptions
{
    /// <summary>How many objects a page has, 1 to 100; 10 when it is not set.</summary>
    public long? Limit { get; set; }

    /// <summary>The id of the object after which the page starts.</summary>
    public string StartingAfter { get; set; }

    /// <summary>The id of the object before which the page ends.</summary>
    public string EndingBefore { get; set; }
}

/// <summary>What to search for.</summary>
public class SearchOptions : BaseOptions
{
    /// <summary>The search in Stripe's query language.</summary>
    public string Query { get; set; }

    /// <summary>How many objects a page has, 1 to 100.</summary>
    public long? Limit { get; set; }

    /// <summary>The page to go on with, as the page before named it.</summary>
    public string Page { get; set; }
}
