using System.Text.Json.Nodes;
using Kube.Tests.Memory;
using Mothership.Regions;
using Mothership.Regions.Services;
using Mothership.Strimzi.Objects;
using Mothership.Strimzi.Services.Connect;
using static Kube.Tests.Services.ConnectorWorld;
using KubeFault = Mothership.Strimzi.Objects.KubeFault;

namespace Kube.Tests.Services;

/// <summary>
/// The last connector of a cluster goes while its next first one comes: one of the two is at work, and before one of
/// its requests, each in turn, the other one does all of its own.
/// </summary>
public sealed class ConnectorRaceTests
{
    private const int RequestsMax = 60;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deletion_OfTheLast_NeverTakesAwayWhatTheNextUses(bool dies)
    {
        for (var at = 1; at <= RequestsMax; at++)
        {
            var world = await World.StartAsync();
            var made = false;
            var isOver = await world.InterruptAsync(
                () => world.DeleteAsync("lcc-a"),
                at,
                dies,
                () => made = world.TryApply()
            );
            var connect = world.ConnectId();
            // One that dies is told again, but nobody knows when.
            if (!dies)
                await world.UntilGoneAsync("lcc-a");
            await world.UntilMadeAsync();
            world.ShouldHaveConnect($"at request {at}");
            if (made)
                world.ConnectId().ShouldBe(connect, $"torn away at request {at}");
            await world.UntilGoneAsync("lcc-a");
            world.ShouldHaveConnectFor("lcc-b", $"at request {at}, told again");
            if (isOver)
                return;
        }
        throw new InvalidOperationException("The deletion has more requests than are tried.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Creation_OfTheNext_IsGoodWhereverTheLastGoesInBetween(bool dies)
    {
        for (var at = 1; at <= RequestsMax; at++)
        {
            var world = await World.StartAsync();
            var isOver = await world.InterruptAsync(world.ApplyAsync, at, dies, () => world.TryDelete());
            await world.UntilGoneAsync("lcc-a");
            await world.UntilMadeAsync();
            world.ShouldHaveConnectFor("lcc-b", $"at request {at}");
            await world.UntilGoneAsync("lcc-b");
            world.Kube.All.ShouldAllBe(o => o.Kind == KubeKind.Namespace, $"at request {at}");
            if (isOver)
                return;
        }
        throw new InvalidOperationException("The creation has more requests than are tried.");
    }

    private sealed class World(MemoryKube kube)
    {
        private readonly StrimziConnectors _connectors = Connectors(kube, new OneSecret());

        public MemoryKube Kube => kube;

        public static async Task<World> StartAsync()
        {
            var world = new World(await NewKubeAsync());
            await world._connectors.ApplyAsync(Desired("lcc-a", "lkc-one", "env-one"), default);
            return world;
        }

        /// <summary>Does the one thing, and before its request of that number the other.</summary>
        /// <returns>Whether it was over before.</returns>
        public async Task<bool> InterruptAsync(Func<Task> act, int at, bool dies, Action other)
        {
            var (requests, isOver) = (0, true);
            kube.OnRequest = (_, isAfter) =>
            {
                if (isAfter || ++requests != at)
                    return;
                kube.OnRequest = static (_, _) => { };
                isOver = false;
                other();
                if (dies)
                    throw new KubeException(KubeFault.Unavailable, "The worker is gone.");
            };
            await IgnoredAsync(act);
            kube.OnRequest = static (_, _) => { };
            return isOver;
        }

        public Task ApplyAsync() => _connectors.ApplyAsync(Desired("lcc-b", "lkc-one", "env-one"), default);

        public Task<bool> DeleteAsync(string id) => _connectors.DeleteAsync(id, 2, default);

        // All in memory, so that nothing is waited for.
        public bool TryApply() => IgnoredAsync(ApplyAsync).Result;

        public bool TryDelete() => IgnoredAsync(() => DeleteAsync("lcc-a")).Result;

        public async Task UntilMadeAsync()
        {
            for (var tries = 0; !await IgnoredAsync(ApplyAsync); tries++)
                tries.ShouldBeLessThan(6);
        }

        public async Task UntilGoneAsync(string id)
        {
            for (var (tries, isGone) = (0, false); !isGone; tries++)
            {
                tries.ShouldBeLessThan(8);
                await IgnoredAsync(async () => isGone = await DeleteAsync(id));
            }
        }

        public string? ConnectId() => kube.All.SingleOrDefault(o => o.Kind == KubeKind.KafkaConnect)?.Uid;

        public void ShouldHaveConnect(string when)
        {
            foreach (var kind in (KubeKind[])[KubeKind.KafkaConnect, KubeKind.KafkaUser, KubeKind.NetworkPolicy])
                kube.All.Count(o => o.Kind == kind && !o.IsDeleting).ShouldBe(1, $"{kind} {when}");
        }

        public void ShouldHaveConnectFor(string id, string when)
        {
            ShouldHaveConnect(when);
            var all = kube.All;
            all.Single(o => o.Kind == KubeKind.KafkaConnector).Name.ShouldBe(id, when);
            var secrets = all.Single(o => o.Kind == KubeKind.Secret);
            secrets.Annotation("mothership.io/closing").ShouldBeNull(when);
            ((JsonObject)secrets.At("data")!).Select(d => d.Key).ShouldAllBe(k => k.StartsWith(id), when);
        }

        private static async Task<bool> IgnoredAsync(Func<Task> act)
        {
            try
            {
                await act();
                return true;
            }
            catch (Exception e) when (e is KubeException or OperatorException { IsTransient: true })
            {
                return false;
            }
        }
    }
}
