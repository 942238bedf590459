using Forewarn.Core;

namespace Forewarn.Serving;

/// <summary>
/// The plan row that keeps a robot where it is. Columns of absolute plans are read off the state by their names (<c>x_m</c>
/// from <c>x_m</c> or <c>tool_x_m</c>, <c>yaw_rad</c> from <c>tool_sin_yaw</c> and <c>tool_cos_yaw</c>); increments are zero.
/// </summary>
public sealed class HoldRow
{
    private readonly Func<float[], float>[] _columns;

    /// <param name="state">Names of the proprioception <c>[S]</c>.</param>
    /// <exception cref="ForewarnException">A column cannot be read off the state.</exception>
    public HoldRow(ActionSpec spec, IReadOnlyList<string> state)
    {
        List<string> names = [.. state];
        _columns = [.. spec.Names.Select(Column)];

        Func<float[], float> Column(string name)
        {
            if (spec.Representation == "delta") return _ => 0;
            int at = names.IndexOf(name), tool = names.IndexOf($"tool_{name}");
            if (at >= 0) return values => values[at];
            if (tool >= 0) return values => values[tool];
            string angle = name.EndsWith("_rad", StringComparison.Ordinal) ? name[..^4] : name;
            int sine = names.IndexOf($"tool_sin_{angle}"), cosine = names.IndexOf($"tool_cos_{angle}");
            if (sine >= 0 && cosine >= 0) return values => MathF.Atan2(values[sine], values[cosine]);
            throw ForewarnException.Of($"plan column '{name}'", $"a state of {string.Join(", ", names)}", "its present value among them",
                "Serve a policy whose state tells where the robot is.", ExitCode.Usage);
        }
    }

    /// <param name="state"><c>[S]</c>.</param>
    /// <returns><c>[A]</c>.</returns>
    public float[] At(float[] state) => [.. _columns.Select(column => column(state))];
}
