namespace Architecture.Tests;

public sealed class BannedCallTests
{
    [Fact]
    public void ApplicationSources_All_MakeNoBannedCall() =>
        Repository.ApplicationSources.SelectMany(f => BannedCalls.Check(f, Repository.Read(f))).ShouldBeEmpty();

    [Fact]
    public void ApplicationSources_NearMoney_HaveNoFloatingPoint() =>
        Repository.ApplicationSources.SelectMany(f => MoneyRules.Check(f, Repository.Read(f))).ShouldBeEmpty();

    [Fact]
    public void Repository_HasSources_ThatTheRulesAreAbout()
    {
        Repository.ApplicationSources.Count().ShouldBeGreaterThan(100);
        Repository
            .ApplicationSources.Count(f => MoneyRules.IsAboutMoney(f, Findings.Parse(Repository.Read(f))))
            .ShouldBeGreaterThan(10);
    }

    [Theory]
    [InlineData("var t = DateTime.Now;", "TimeProvider")]
    [InlineData("var t = System.DateTime.UtcNow;", "TimeProvider")]
    [InlineData("var t = DateTime.Today;", "TimeProvider")]
    [InlineData("var t = DateTimeOffset.Now;", "TimeProvider")]
    [InlineData("var t = global::System.DateTimeOffset.UtcNow.AddDays(1);", "TimeProvider")]
    [InlineData("var t = Stopwatch.StartNew();", "TimeProvider")]
    [InlineData("var t = new Stopwatch();", "TimeProvider")]
    [InlineData("var t = Stopwatch.GetTimestamp();", "TimeProvider")]
    [InlineData("var t = Environment.TickCount64;", "TimeProvider")]
    [InlineData("var g = Guid.NewGuid();", "IIdSource")]
    [InlineData("Func<Guid> g = Guid.NewGuid;", "IIdSource")]
    [InlineData("var g = Guid.CreateVersion7();", "IIdSource")]
    [InlineData("var r = Random.Shared.Next();", "IIdSource")]
    [InlineData("var r = new Random(7);", "IIdSource")]
    [InlineData("var r = new System.Random();", "IIdSource")]
    [InlineData("Random r = new();", "IIdSource")]
    [InlineData("Thread.Sleep(10);", "Task.Delay")]
    [InlineData("System.Threading.Thread.Sleep(10);", "Task.Delay")]
    [InlineData("await Task.Run(() => 1);", "hosted service")]
    [InlineData("ThreadPool.QueueUserWorkItem(_ => { });", "hosted service")]
    [InlineData("new Thread(() => { }).Start();", "hosted service")]
    [InlineData("ReadAsync().Wait();", "await it")]
    [InlineData("gate.Wait(100);", "await it")]
    [InlineData("Task.WaitAll(a, b);", "await it")]
    [InlineData("ReadAsync().GetAwaiter().GetResult();", "await it")]
    [InlineData("var v = ReadAsync().Result;", "await it")]
    [InlineData("var v = (ReadAsync()).Result;", "await it")]
    [InlineData("var v = readTask.Result;", "await it")]
    [InlineData("var reading = store.ReadAsync(); var v = reading.Result;", "await it")]
    [InlineData("Task<int> reading = Read(); var v = reading.Result;", "await it")]
    [InlineData("var s = $\"at {DateTime.UtcNow} exactly\";", "TimeProvider")]
    [InlineData("var s = $\"\"\"at {Guid.NewGuid()} exactly\"\"\";", "IIdSource")]
    public void Scanner_BannedCall_IsReportedWithItsLineAndReplacement(string statement, string replacement)
    {
        var finding = BannedCalls.Check("shared/X/C.cs", InMethod(statement)).ShouldHaveSingleItem();
        finding.ShouldStartWith("shared/X/C.cs:5: ");
        finding.ShouldContain(replacement);
    }

    [Theory]
    [InlineData("// DateTime.UtcNow")]
    [InlineData("/* Guid.NewGuid() */")]
    [InlineData("var s = \"DateTime.UtcNow\";")]
    [InlineData("var s = @\"Thread.Sleep(1)\";")]
    [InlineData("var s = $\"Task.Run {x}\";")]
    [InlineData("var s = \"\"\"new Random()\"\"\";")]
    [InlineData("var t = clock.GetUtcNow();")]
    [InlineData("var v = outcome.Result;")]
    [InlineData("var v = (await ReadAsync()).Result;")]
    [InlineData("var read = await ReadAsync(); var v = read.Result;")]
    [InlineData("await WaitAsync();")]
    [InlineData("var d = DateTime.MinValue;")]
    [InlineData("await RunAsync(Guid.Parse(id));")]
    [InlineData("return Task.CompletedTask;")]
    [InlineData("await Task.Delay(delay, clock, cancellation);")]
    public void Scanner_CallThatIsAllowed_IsNotReported(string statement) =>
        BannedCalls.Check("shared/X/C.cs", InMethod(statement)).ShouldBeEmpty();

    [Fact]
    public void Scanner_SeveralInOneFile_ReportsEach() =>
        BannedCalls.Check("a.cs", InMethod("Thread.Sleep(1); var g = Guid.NewGuid();")).Count().ShouldBe(2);

    [Theory]
    [InlineData("double price = 1;")]
    [InlineData("float price = 1;")]
    [InlineData("var price = 0.1;")]
    [InlineData("var price = 1e-3;")]
    [InlineData("var price = 1f;")]
    [InlineData("Double price = 1;")]
    [InlineData("var price = double.Parse(text);")]
    [InlineData("var price = Convert.ToDouble(text);")]
    [InlineData("var amount = price * (decimal)span.TotalSeconds;")]
    [InlineData("var amount = (double)price;")]
    [InlineData("var s = $\"{(float)price}\";")]
    public void MoneyScanner_FloatingPointUnderBilling_IsReported(string statement)
    {
        var findings = MoneyRules.Check("shared/Domain/Billing/C.cs", InMethod(statement)).ToList();
        findings.ShouldNotBeEmpty();
        findings.ShouldAllBe(f => f.StartsWith("shared/Domain/Billing/C.cs:5: ") && f.Contains("use decimal"));
    }

    [Theory]
    [InlineData("decimal price = 0.1m;")]
    [InlineData("// double the price: 0.1")]
    [InlineData("var s = \"float 0.5\";")]
    [InlineData("var ticks = span.Ticks; var n = 10;")]
    [InlineData("var doubled = price + price;")]
    public void MoneyScanner_Decimal_IsNotReported(string statement) =>
        MoneyRules.Check("shared/Domain/Billing/C.cs", InMethod(statement)).ShouldBeEmpty();

    [Theory]
    [InlineData("shared/X/C.cs", "class PriceBook { double d; }", true)]
    [InlineData("shared/X/C.cs", "record InvoiceLine(double Amount);", true)]
    [InlineData("shared/X/C.cs", "namespace A.Rating; class C { double d; }", true)]
    [InlineData("shared/X/C.cs", "struct Money { double d; }", true)]
    [InlineData("functions/ControlPlane/Billing/C.cs", "class C { double d; }", true)]
    [InlineData("shared/X/C.cs", "class Backoff { double factor; }", false)]
    public void MoneyScanner_Subject_DecidesWhatIsLookedAt(string file, string source, bool isAboutMoney) =>
        MoneyRules.Check(file, source).Any().ShouldBe(isAboutMoney);

    private static string InMethod(string statement) =>
        $"namespace A;\nclass C\n{{\n    async Task M() {{\n{statement}\n    }}\n}}\n";
}
