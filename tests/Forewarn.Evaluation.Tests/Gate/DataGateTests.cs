using Forewarn.Core;
using Forewarn.Evaluation.Gate;

namespace Forewarn.Evaluation.Tests.Gate;

/// <summary>
/// Synthetic grasps whose outcome is a closed-form function of the closing point in the object's frame.
/// </summary>
public sealed class DataGateTests
{
    private static readonly ActionSpec Spec = new("absolute", "base", 10, ["x_m", "y_m", "z_m", "yaw_rad", "width_m"]);
    private static readonly string[] Scripts = ["handle", "left", "right", "beside"];

    private static readonly GateOptions Quick = new()
    {
        Permutations = 19, Significance = 0.05, PermutationEpisodes = 200, Forest = new() { Trees = 25, FeatureShare = 0.15 },
        PermutationForest = new() { Trees = 5, MinimumSplit = 10 },
    };

    private static List<GateEpisode> Episodes(int count, bool poseDecides = true, bool scriptFollowsPose = false)
    {
        var seed = new SeedStream(17);
        var list = new List<GateEpisode>();
        for (int i = 0; i < count; i++)
        {
            float[] pose = [(float)seed.Uniform(0.4, 0.6), (float)seed.Uniform(-.12, .12), (float)seed.Uniform(-.7, .7)];
            string script = scriptFollowsPose ? Scripts[pose[1] > 0 ? 0 : 1] : Scripts[seed.Next(4)];
            var (dx, dy) = script switch
            {
                "handle" => (0.07, 0.0), "left" => (0.0, 0.04), "right" => (0.0, -0.04), _ => (seed.Uniform(-.15, -.10), seed.Uniform(-.1, .1)),
            };
            if (!poseDecides) pose = [0.5f, 0, 0];
            float[] plan = Plan(pose, dx, dy, seed);
            list.Add(new(script, script == "beside" ? "miss" : script, plan, new float[4], pose,
                seed.NextDouble() < 0.97 ? script == "beside" ? "miss" : script : "slip"));
        }
        return list;
    }

    private static float[] Plan(float[] pose, double dx, double dy, SeedStream seed)
    {
        var plan = new float[40 * 5];
        double tx = pose[0] + Math.Cos(pose[2]) * dx - Math.Sin(pose[2]) * dy + 0.004 * seed.NextNormal();
        double ty = pose[1] + Math.Sin(pose[2]) * dx + Math.Cos(pose[2]) * dy + 0.004 * seed.NextNormal();
        int closing = 20 + seed.Next(5);
        for (int t = 0; t < 40; t++)
        {
            double s = Math.Min(1, t / (double)closing);
            (plan[t * 5], plan[t * 5 + 1]) = ((float)(0.4 + s * (tx - 0.4)), (float)(s * ty));
            plan[t * 5 + 2] = (float)(0.3 - 0.2 * s + (t > closing + 4 ? 0.02 * (t - closing - 4) : 0));
            plan[t * 5 + 3] = (float)(s * pose[2]);
            plan[t * 5 + 4] = t < closing ? 0.04f : 0f;
        }
        return plan;
    }

    [Fact]
    public void Clean_physics_passes_every_check()
    {
        var report = DataGate.Run(Episodes(300), Spec, Quick, new(1));
        Assert.True(report.Passed, string.Join("; ", report.Checks.Where(c => !c.Passed)));
        Assert.InRange(report.PoseAndActions.Accuracy.Value, 0.95, 1);
        Assert.InRange(report.Replay!.Value, 0.95, 1);
        Assert.Equal(300, report.Outcomes.Values.Sum());
    }

    [Fact]
    public void A_script_that_follows_the_seed_is_caught()
    {
        var report = DataGate.Run(Episodes(200, scriptFollowsPose: true), Spec, Quick, new(1));
        var check = report.Checks.Single(c => c.Name.Contains("script", StringComparison.Ordinal));
        Assert.False(check.Passed);
        Assert.InRange(report.StateToScript.Accuracy.Value, 0.95, 1);
    }

    [Fact]
    public void Actions_that_give_the_outcome_away_are_caught()
    {
        var report = DataGate.Run(Episodes(200, poseDecides: false), Spec, Quick, new(1));
        Assert.False(report.Checks[^1].Passed);
        Assert.InRange(report.ActionsOnly.Accuracy.Value, 0.95, 1);
    }

    [Fact]
    public void Fragile_outcomes_are_caught()
    {
        var episodes = Episodes(100).Select((e, i) => e with { Replayed = i % 5 == 0 ? "slip" : e.Outcome }).ToArray();
        var report = DataGate.Run(episodes, Spec, Quick, new(1));
        Assert.Equal(0.8, report.Replay!.Value, 1e-12);
        Assert.False(report.Checks[0].Passed);
    }

    [Fact]
    public void The_object_frame_undoes_a_rigid_motion()
    {
        var features = new PlanFeatures(Spec);
        float[] at = [0.5f, 0.1f, 0.4f], origin = [0, 0, 0];
        var moved = Plan(at, 0.03, -0.02, new(1));
        var local = features.InFrame(moved, at);
        double c = Math.Cos(0.4), s = Math.Sin(0.4);
        double dx = moved[195] - 0.5, dy = moved[196] - 0.1;
        Assert.Equal(c * dx + s * dy, local[195], 1e-6);
        Assert.Equal(-s * dx + c * dy, local[196], 1e-6);
        Assert.Equal(0, local[198], 1e-6);
        Assert.Equal(moved, features.InFrame(moved, origin));
    }

    [Fact]
    public void Too_few_permutations_to_ever_object_are_refused() =>
        Assert.Contains("at least 99", Assert.Throws<ForewarnException>(
            () => DataGate.Run(Episodes(60), Spec, Quick with { Significance = 0.01 }, new(1))).Message, StringComparison.Ordinal);

    [Fact]
    public void Too_few_episodes_are_refused() =>
        Assert.Contains("at least 50", Assert.Throws<ForewarnException>(
            () => DataGate.Run(Episodes(20), Spec, Quick, new(1))).Message, StringComparison.Ordinal);
}
