using Forewarn.Core;

namespace Forewarn.Simulation.Tasks.Variants;

/// <summary>
/// Random bodies to test whether a recovered reward survives a change of dynamics. Every number is uniform in the range
/// that EvIL's experiments use (Sapora et al., ICML 2024); two limits of a joint that come out in the wrong order change places.
/// </summary>
public static class TransferVariants
{
    /// <summary>Families of tasks that have random bodies.</summary>
    public static IReadOnlyList<string> Families { get; } = ["hopper", "walker2d", "ant", "humanoid", "half_cheetah"];

    /// <summary>The body that a seed draws.</summary>
    /// <param name="family">A task's name without its version.</param>
    /// <exception cref="ForewarnException">There are no ranges for this family.</exception>
    public static SceneVariant Draw(string family, SeedStream seed)
    {
        var draw = new Draws(seed);
        var edits = family switch
        {
            "hopper" => Hopper(draw),
            "walker2d" => Walker(draw),
            "ant" => Ant(draw),
            "humanoid" => Humanoid(draw),
            "half_cheetah" => Cheetah(draw),
            _ => throw new ForewarnException(
                $"There are no random bodies for '{family}'. {NearestName.Advice(family, Families)}", ExitCode.Usage),
        };
        return new($"transfer-{seed.Key:x16}", [.. edits]);
    }

    private static IEnumerable<SceneEdit> Hopper(Draws draw) =>
    [
        draw.Size("foot", (0.05, 0.07), (0.1755, 0.2145)),
        draw.Size("shin", (0.03, 0.05), (0.23, 0.27)),
        draw.Size("thigh", (0.04, 0.06), (0.2, 0.25)),
        draw.Size("trunk", (0.04, 0.06), (0.2, 0.25)),
        draw.Degrees("hip", (-160, -140), (0, 0)),
    ];

    private static IEnumerable<SceneEdit> Walker(Draws draw)
    {
        foreach (var side in (string[])["left", "right"])
        {
            yield return draw.Size($"{side}_foot", (0.05, 0.07), (0.09, 0.11));
            yield return draw.Size($"{side}_shin", (0.03, 0.05), (0.23, 0.27));
            yield return draw.Size($"{side}_thigh", (0.04, 0.06), (0.2, 0.25));
            yield return draw.Degrees($"{side}_knee", (-160, -140), (0, 0));
        }
    }

    private static IEnumerable<SceneEdit> Ant(Draws draw)
    {
        for (int leg = 1; leg <= 4; leg++)
        {
            foreach (var part in (string[])["stub", "thigh", "shin"]) yield return draw.Size($"{part}_{leg}", (0.05, 0.11));
            yield return draw.Degrees($"hip_{leg}", (-40, -20), (20, 40));
            yield return leg is 1 or 4
                ? draw.Degrees($"ankle_{leg}", (20, 40), (60, 80))
                : draw.Degrees($"ankle_{leg}", (-80, -60), (-40, -20));
        }
    }

    private static IEnumerable<SceneEdit> Humanoid(Draws draw)
    {
        foreach (var side in (string[])["right", "left"])
        {
            yield return draw.Size($"{side}_foot", (0.05, 0.1));
            yield return draw.Size($"{side}_thigh", (0.03, 0.09));
            yield return draw.Size($"{side}_upper_arm", (0.02, 0.06));
            yield return draw.Size($"{side}_lower_arm", (0.02, 0.04));
            yield return draw.Degrees($"{side}_hip_x", (-60, 0), (-20, 30));
            yield return draw.Degrees($"{side}_hip_z", (-100, -20), (0, 60));
            yield return draw.Degrees($"{side}_hip_y", (-140, -80), (-10, 50));
            yield return draw.Degrees($"{side}_knee", (-200, -100), (-50, 50));
        }
    }

    private static IEnumerable<SceneEdit> Cheetah(Draws draw)
    {
        foreach (var leg in (string[])["hind", "fore"])
        {
            yield return SceneEdit.Damping($"{leg}_hip", draw.Uniform((4, 8)));
            yield return SceneEdit.Stiffness($"{leg}_hip", draw.Uniform((230, 250)));
            yield return draw.Size($"{leg}_foot", (0.04, 0.05), (0.065, 0.075));
        }
    }

    private sealed class Draws(SeedStream seed)
    {
        public double Uniform((double Low, double High) range) => seed.Uniform(range.Low, range.High);

        public SceneEdit Size(string geom, params (double Low, double High)[] ranges) =>
            SceneEdit.Size(geom, Array.ConvertAll(ranges, Uniform));

        public SceneEdit Degrees(string joint, (double Low, double High) lower, (double Low, double High) upper)
        {
            double a = double.DegreesToRadians(Uniform(lower)), b = double.DegreesToRadians(Uniform(upper));
            return SceneEdit.Range(joint, Math.Min(a, b), Math.Max(a, b));
        }
    }
}
