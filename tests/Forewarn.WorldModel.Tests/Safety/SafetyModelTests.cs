using System.Text.Json;
using Forewarn.Core;

namespace Forewarn.WorldModel.Tests.Safety;

public sealed class SafetyModelTests
{
    [Fact]
    public void The_first_states_of_every_plan_are_read_in_order_whatever_was_read_before()
    {
        using var folder = new SafetyPackage();
        using var package = folder.Load();
        using var model = new SafetyModel(package, SafetyPackage.World);
        var rollout = SafetyPackage.Rollout([(1, 2, 3), (4, 5, 6), (7, 8, 9)], [(-1, -2, -3), (-4, -5, -6), (-7, -8, -9)]);
        foreach (int steps in (int[])[3, 1, 2])
        {
            var readings = new SafetyReading[2 * steps];
            model.Read(rollout, steps, readings);
            for (int k = 0; k < 2; k++)
                for (int t = 0; t < steps; t++)
                {
                    int sign = k == 0 ? 1 : -1;
                    Assert.Equal(new SafetyReading(sign * (3 * t + 1), sign * (3 * t + 2), sign * (3 * t + 3)), readings[k * steps + t]);
                }
        }
        Assert.Equal((0.1f, 0f, 2f, 0.01, "c0ffee"), (model.ValueEpsilon, model.MarginEpsilon, model.SupportLimit, model.Alpha, model.CalibrationHash));
    }

    [Fact]
    public void Heads_of_another_world_model_are_refused_with_both_hashes()
    {
        using var folder = new SafetyPackage(m => m with { Settings = SafetyPackage.Settings("beef") });
        using var package = folder.Load();
        var error = Assert.Throws<ForewarnException>(() => new SafetyModel(package, SafetyPackage.World));
        Assert.Contains("beef", error.Message);
        Assert.Contains("00ff, which is 'tiny-world'", error.Message);
        Assert.Equal(ExitCode.Usage, error.ExitCode);
    }

    [Fact]
    public void Another_kind_a_missing_head_or_setting_and_another_size_are_refused()
    {
        Refused("'classifier'", m => m with { Kind = ModelKind.Classifier });
        Refused("found 0.1, wanted 0.2 s", m => m with { Settings = SafetyPackage.Settings(SafetyPackage.World.Sha256, period: 0.1) });
        Refused("periodSeconds: found none", m => m with { Settings = m.Settings.Where(s => s.Key != "dynamics").ToDictionary() });
        Refused("valueEpsilon", m => m with { Settings = m.Settings.Where(s => s.Key != "valueEpsilon").ToDictionary() });
        Refused("latents [N, 4]", null, width: 4);
        Refused("latent size of 9", m => m with { Settings = new Dictionary<string, JsonElement>(m.Settings) { ["latentSize"] = JsonSerializer.SerializeToElement(9) } });
        Refused("'support' [N] too", null, kept: "distance");
        Refused("the roles judge", m => m with { Graphs = [m.Graphs[0] with { Role = "judge" }] });

        static void Refused(string said, Func<ModelManifest, ModelManifest>? change, string kept = "support", int width = SafetyPackage.Latent)
        {
            using var folder = new SafetyPackage(change, kept, width);
            using var package = folder.Load(kind: null);
            Assert.Contains(said, Assert.Throws<ForewarnException>(() => new SafetyModel(package, SafetyPackage.World)).Message);
        }
    }

    [Fact]
    public void Rollouts_of_another_size_or_too_short_are_refused()
    {
        using var folder = new SafetyPackage();
        using var package = folder.Load();
        using var model = new SafetyModel(package, SafetyPackage.World);
        var rollout = SafetyPackage.Rollout([(1, 1, 1), (1, 1, 1)]);
        Assert.Contains("at least the 3", Assert.Throws<ForewarnException>(() => model.Read(rollout, 3, new SafetyReading[3])).Message);
        Assert.Throws<ForewarnException>(() => model.Read(rollout, 2, new SafetyReading[3]));
        Assert.Throws<ForewarnException>(() => model.Read(rollout with { Size = 2, Steps = 3 }, 2, new SafetyReading[2]));
    }
}
