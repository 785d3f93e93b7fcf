using System.Xml;
using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>
/// The switch between the local build and the one for Azure works in Directory.Build.targets. Elsewhere it may only be
/// declared, keep lock files to the local build, and bring in the Functions SDK, which has no stand-in.
/// </summary>
internal static class SwitchRules
{
    private const string Switch = "AzurePackages";
    private const string Sdk = "Microsoft.Azure.Functions.Worker.Sdk";
    private static readonly string[] Properties = [Switch, "RestorePackagesWithLockFile", "RestoreLockedMode"];

    public static IEnumerable<string> Check(string file, XDocument document) =>
        document
            .Descendants()
            .Where(Mentions)
            .Where(e => !Properties.Contains(e.Name.LocalName) && !BringsTheSdk(e))
            .Select(e =>
                $"{file}:{((IXmlLineInfo)e).LineNumber}: <{e.Name.LocalName}> uses {Switch}; name "
                + $"the package as <AzurePackage>"
            );

    private static bool Mentions(XElement element) =>
        element.Attributes().Any(a => a.Value.Contains(Switch))
        || element.Nodes().OfType<XText>().Any(t => t.Value.Contains(Switch));

    private static bool BringsTheSdk(XElement element) =>
        element.Name.LocalName == "ItemGroup"
        && element.Elements().ToList() is [{ Name.LocalName: "PackageReference" } only]
        && only.Attribute("Include")?.Value == Sdk;
}
