namespace Stripe;

/// <summary>The version of the API that requests ask for and events are expected in.</summary>
internal static class ApiVersion
{
    public const string Current = "2026-07-29.dahlia";
    public const string CurrentMajor = "dahlia";
}

/// <summary>The version of the package that this project stands in for.</summary>
internal static class PackageVersion
{
    public const string Current = "52.2.0";
}
