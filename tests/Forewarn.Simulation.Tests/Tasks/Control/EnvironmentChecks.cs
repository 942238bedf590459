using Forewarn.Core;

namespace Forewarn.Simulation.Tests.Tasks.Control;

/// <summary>What every environment has to keep, whatever its task.</summary>
internal static class EnvironmentChecks
{
    /// <summary>A state saved at any moment continues to the same bits, also in another instance.</summary>
    public static void ContinuesExactly(Func<IStateEnvironment> create, int steps = 60)
    {
        using var first = create();
        using var second = create();
        var seed = new SeedStreams(5).Stream("actions");
        first.Reset(new SeedStreams(5).Stream("start"));
        second.Reset(new SeedStreams(6).Stream("start"));
        var action = new float[first.ActionSpec.Width];
        double[] one = new double[first.StateSize], two = new double[first.StateSize];
        for (int t = 0; t < steps; t++)
        {
            if (t % 7 == 3)
            {
                byte[] saved = first.SaveState();
                second.LoadState(saved);
                Assert.Equal(saved, second.SaveState());
                Assert.Equal(first.Steps, second.Steps);
            }
            foreach (ref float a in action.AsSpan()) a = (float)seed.Uniform(-1, 1);
            var result = first.Step(action);
            if (t >= 3) Assert.Equal(result, second.Step(action));
            if (t < 3) continue;
            first.Sense(one);
            second.Sense(two);
            Assert.Equal(one, two);
        }
    }

    /// <summary>Same seed, same episode; another seed, another start.</summary>
    public static void FollowsItsSeed(Func<IStateEnvironment> create)
    {
        using var environment = create();
        double[] one = new double[environment.StateSize], two = new double[environment.StateSize], other = new double[environment.StateSize];
        environment.Reset(new SeedStreams(1).Stream("start"));
        environment.Sense(one);
        environment.Reset(new SeedStreams(2).Stream("start"));
        environment.Sense(other);
        environment.Reset(new SeedStreams(1).Stream("start"));
        environment.Sense(two);
        Assert.Equal(one, two);
        Assert.NotEqual(one, other);
    }

    /// <summary>Steps and senses without a byte of garbage.</summary>
    public static void AllocatesNothing(Func<IStateEnvironment> create)
    {
        using var environment = create();
        environment.Reset(new SeedStreams(1).Stream("start"));
        float[] action = [.. Enumerable.Repeat(0.1f, environment.ActionSpec.Width)];
        var state = new double[environment.StateSize];
        Play(50);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(500);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Play(int steps)
        {
            for (int t = 0; t < steps; t++)
            {
                environment.Step(action);
                environment.Sense(state);
            }
        }
    }

    /// <summary>Foreign bytes, foreign widths and numbers that are none.</summary>
    public static void RefusesNonsense(Func<IStateEnvironment> create)
    {
        using var environment = create();
        environment.Reset(new SeedStreams(1).Stream("start"));
        byte[] saved = environment.SaveState(), cut = saved[..^1], foreign = [.. saved];
        foreign[0] ^= 255;
        Assert.Throws<ForewarnException>(() => environment.LoadState(cut));
        Assert.Throws<ForewarnException>(() => environment.LoadState(foreign));
        Assert.Throws<ForewarnException>(() => environment.LoadState([]));
        Assert.Throws<ForewarnException>(() => environment.Step(new float[environment.ActionSpec.Width + 1]));
        Assert.Throws<ForewarnException>(() => environment.Sense(new double[environment.StateSize + 1]));
        float[] broken = new float[environment.ActionSpec.Width];
        broken[0] = float.NaN;
        Assert.Contains(environment.ActionSpec.Names[0], Assert.Throws<ForewarnException>(() => environment.Step(broken)).Message);
        Assert.Equal(saved, environment.SaveState());
    }

    /// <summary>Plays one episode; its return and the step at which it was over.</summary>
    public static (double Return, int Steps, bool Terminated) Play(IStateEnvironment environment, IController controller, ulong seed)
    {
        environment.Reset(new SeedStreams(seed).Stream("start"));
        var state = new double[environment.StateSize];
        var action = new float[environment.ActionSpec.Width];
        double sum = 0;
        while (true)
        {
            environment.Sense(state);
            controller.Act(state, action);
            var result = environment.Step(action);
            sum += result.Reward;
            if (result.Terminated || result.Truncated) return (sum, environment.Steps, result.Terminated);
        }
    }
}
