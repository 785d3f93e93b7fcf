using System.Reflection;
using Xunit.Sdk;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>
/// Every fault on every activity: failing once and twice, before and after its work, and running twice.
/// </summary>
internal sealed class CombinatorialFaultsAttribute(params string[] activities) : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) =>
        from activity in activities
        from fault in Enum.GetValues<Mishap>()
        from times in fault == Mishap.RunsTwice ? [1] : new[] { 1, 2 }
        select new object[] { activity, fault, times };
}
