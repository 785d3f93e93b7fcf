using Mothership.Secrets;

namespace Mothership.Shared.Tests.Payments;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SecretTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("secret-tests-");

    private FileSecretStore In(string folder) => new(Path.Combine(_folder.FullName, folder));

    private FileSecretStore Store => new(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Find_AFileOfItsOwner_IsItsTextWithoutTheLineEnd()
    {
        Write("stripe-api-key", "sk_test_1\n", UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await Store.FindAsync("stripe-api-key", default)).ShouldBe("sk_test_1");
    }

    [Theory]
    [InlineData("kafka-key-ABC", true)]
    [InlineData("svc-lcc-1-password-1", true)]
    [InlineData("stripe-api-key", false)]
    [InlineData("bus-key-aws-us-west-2-1", false)]
    [InlineData("kubeconfig-main", false)]
    public async Task Routed_Secret_IsInTheVaultThatItsNameSays(string name, bool isOfCustomers)
    {
        var (own, customers) = (In("own"), In("customers"));
        var routed = new RoutedSecretStore(own, customers);
        await routed.SetAsync(name, "a value", default);

        (await customers.FindAsync(name, default)).ShouldBe(isOfCustomers ? "a value" : null);
        (await own.FindAsync(name, default)).ShouldBe(isOfCustomers ? null : "a value");
        (await routed.FindAsync(name, default)).ShouldBe("a value");
        await routed.DeleteAsync(name, default);
        (await routed.FindAsync(name, default)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_WhatIsNotThere_IsNull() => (await Store.FindAsync("other", default)).ShouldBeNull();

    [Fact]
    public async Task Find_AFileThatOthersCanRead_IsRefusedWithoutItsValue()
    {
        Write("stripe-api-key", "sk_test_1", UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var refused = await Should.ThrowAsync<InvalidOperationException>(() =>
            Store.FindAsync("stripe-api-key", default)
        );

        refused.ToString().ShouldNotContain("sk_test");
        refused.Message.ShouldContain("0600");
    }

    [Fact]
    public async Task Find_InAFolderThatOthersCanEnter_IsRefused()
    {
        Write("stripe-api-key", "sk_test_1", UnixFileMode.UserRead);
        _folder.UnixFileMode |= UnixFileMode.OtherExecute;

        (
            await Should.ThrowAsync<InvalidOperationException>(() => Store.FindAsync("stripe-api-key", default))
        ).Message.ShouldContain("0700");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../stripe")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    public async Task Find_AnythingThatIsNoName_IsRefused(string name) =>
        await Should.ThrowAsync<ArgumentException>(() => Store.FindAsync(name, default));

    [Fact]
    public async Task Set_AValue_IsFoundAndOnlyItsOwnerCanReadIt()
    {
        await Store.SetAsync("kafka-key-1", "first", default);
        await Store.SetAsync("kafka-key-1", "second", default);

        (await Store.FindAsync("kafka-key-1", default)).ShouldBe("second");
        var file = _folder.GetFiles().ShouldHaveSingleItem();
        file.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Set_InAFolderThatIsNotThere_MakesItItsOwnersAlone()
    {
        var store = new FileSecretStore(Path.Combine(_folder.FullName, "vault"));

        await store.SetAsync("kafka-key-1", "value", default);

        (await store.FindAsync("kafka-key-1", default)).ShouldBe("value");
    }

    [Fact]
    public async Task Delete_Twice_LeavesNothing()
    {
        await Store.SetAsync("kafka-key-1", "value", default);

        await Store.DeleteAsync("kafka-key-1", default);
        await Store.DeleteAsync("kafka-key-1", default);

        (await Store.FindAsync("kafka-key-1", default)).ShouldBeNull();
        _folder.GetFiles().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData(" value", "white space")]
    public async Task Set_WhatWouldNotComeBackAsItWas_IsRefusedWithoutTellingIt(string value, string why) =>
        (
            await Should.ThrowAsync<ArgumentException>(() => Store.SetAsync("kafka-key-1", value, default))
        ).Message.ShouldContain(why);

    private void Write(string name, string value, UnixFileMode mode)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, value);
        File.SetUnixFileMode(path, mode);
    }
}
