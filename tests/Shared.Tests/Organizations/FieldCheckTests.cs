using FsCheck.Xunit;
using Mothership.Domain.Errors;
using Mothership.Domain.Identity;
using Mothership.Domain.Ids;
using Mothership.Domain.Organizations;

namespace Mothership.Shared.Tests.Organizations;

public sealed class FieldCheckTests
{
    [Theory]
    [InlineData("a", 0)]
    [InlineData("", 1)]
    [InlineData(" ", 1)]
    [InlineData(null, 1)]
    [InlineData("tab\tin it", 1)]
    [InlineData("nul\0", 1)]
    [InlineData("del\u007f", 1)]
    [InlineData("c1\u0085", 1)]
    [InlineData("\ud83d\ude80 rocket", 0)]
    public void Required_Text_IsAcceptedOrNot(string? text, int faults)
    {
        var check = new FieldCheck().Required(text, "/spec/display_name", 64);

        check.Faults.Count.ShouldBe(faults);
        check.Faults.ShouldAllBe(f => f.Pointer == "/spec/display_name" && f.Detail.Contains("display_name"));
    }

    [Fact]
    public void Optional_HalfACharacter_IsRefused()
    {
        // Not as inline data: attributes can't hold broken Unicode.
        foreach (var text in new[] { "half \ud83d", "\ude80 half", "\ude80\ud83d", "\ud83d\ud83d\ude80" })
            new FieldCheck().Optional(text, "/description", 64).Faults.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(63, 0)]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    public void DisplayName_AroundItsLimit_IsHeldToIt(int length, int faults)
    {
        EnvironmentRecord.CheckNew(new string('x', length)).Count.ShouldBe(faults);
        ServiceAccount.CheckNew(new string('x', length), null).Count.ShouldBe(faults);
        ApiKey.Check(new ApiKeyChange(new string('x', length))).Count.ShouldBe(faults);
    }

    [Fact]
    public void Check_SeveralFaults_FindsThemAll()
    {
        var faults = ServiceAccount.CheckNew("", new string('\u0001', 300));

        faults.Select(f => f.Pointer).ShouldBe(["/display_name", "/description", "/description"]);
    }

    [Theory]
    [InlineData("Finance Org", 0)]
    [InlineData("1234567890123456789012345678901", 0)]
    [InlineData("12345678901234567890123456789012", 1)]
    [InlineData("", 1)]
    [InlineData("a#b", 1)]
    [InlineData("a~b", 1)]
    [InlineData("say \"hi\"", 1)]
    [InlineData("it's", 1)]
    public void OrganizationName_ByItsPattern_IsAcceptedOrNot(string name, int faults)
    {
        Organization.Check(new OrganizationChange(name)).Count.ShouldBe(faults);
    }

    [Theory]
    [InlineData("marty.mcfly@example.com", true)]
    [InlineData("a@b", true)]
    [InlineData("", false)]
    [InlineData("a", false)]
    [InlineData("@b", false)]
    [InlineData("a@", false)]
    [InlineData("a@b@c", false)]
    [InlineData("a b@c", false)]
    public void Email_ByItsForm_IsAcceptedOrNot(string email, bool isGood)
    {
        (User.CheckEmail(email).Count == 0).ShouldBe(isGood);
    }

    [Property(MaxTest = 500)]
    public bool Check_OfAnyText_NeverFailsAndNeverLetsControlCharactersPass(string? text)
    {
        var faults = new FieldCheck().Optional(text, "/x", 10).Faults;
        return faults.Count > 0 || text is null || (text.Length <= 10 && !text.Any(char.IsControl));
    }

    [Property(MaxTest = 200)]
    public bool Ids_FromAnyBytes_HaveTheirForm(byte[] seed)
    {
        var source = new FixedBytes(seed);
        return ApiKeyId.IsWellFormed(ApiKeyId.New(source).Value)
            && IsPrefixed(EnvironmentId.New(source).Value, "env-")
            && IsPrefixed(ClusterId.New(source).Value, "lkc-")
            && IsPrefixed(UserId.New(source).Value, "u-")
            && IsPrefixed(ServiceAccountId.New(source).Value, "sa-")
            && Guid.TryParseExact(OrganizationId.New(source).Value, "D", out var id)
            && id.Version == 4;
    }

    [Fact]
    public void Ids_TenThousand_AreUnique()
    {
        var source = new SecureIdSource();

        Enumerable.Range(0, 10_000).Select(_ => ClusterId.New(source)).ShouldBeUnique();
        Enumerable.Range(0, 10_000).Select(_ => ApiKeyId.New(source)).ShouldBeUnique();
    }

    private static bool IsPrefixed(string id, string prefix) =>
        id.StartsWith(prefix, StringComparison.Ordinal)
        && id.Length == prefix.Length + 10
        && id[prefix.Length..].All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterLower(c));

    private sealed class FixedBytes(byte[] seed) : IIdSource
    {
        public void Fill(Span<byte> bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
                bytes[i] = seed.Length == 0 ? (byte)0 : seed[i % seed.Length];
        }
    }
}
