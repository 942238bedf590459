using System.Globalization;
using Forewarn.Core;
using Forewarn.Reachability.Solving;

namespace Forewarn.Reachability.Transfer;

/// <summary>
/// Decides whether a tube may be used under other dynamics. With the same equations and U1 within U2 every trajectory of the weaker body is
/// one of the stronger, so BRT(U2) is within BRT(U1): wider controls are the one difference that keeps a constraint safe.
/// </summary>
public static class TransferRule
{
    /// <param name="learned">What the constraint was made for.</param>
    /// <param name="deployed">What it is to guard.</param>
    public static TransferVerdict Judge(DynamicsSignature learned, DynamicsSignature deployed)
    {
        learned.Validate();
        deployed.Validate();
        List<string> faults = [], wider = [];
        Same("system", learned.System, deployed.System);
        Same("states", string.Join(", ", learned.States), string.Join(", ", deployed.States));
        Same("failure margin", learned.Margin, deployed.Margin);
        Same("period", Seconds(learned.PeriodSeconds), Seconds(deployed.PeriodSeconds));
        Same("latency", Seconds(learned.LatencySeconds), Seconds(deployed.LatencySeconds));
        foreach (string name in learned.Parameters.Keys.Union(deployed.Parameters.Keys).Order(StringComparer.Ordinal))
            Same(name, Text(learned.Parameters, name), Text(deployed.Parameters, name));
        foreach (string name in learned.Disturbances.Keys.Union(deployed.Disturbances.Keys).Order(StringComparer.Ordinal))
            Same($"disturbance {name}", Interval(learned.Disturbances, name), Interval(deployed.Disturbances, name));
        Controls(learned, deployed, faults, wider);
        if (faults.Count > 0) return new(TransferKind.Refused, faults);
        return wider.Count > 0 ? new(TransferKind.Conservative, wider) : new(TransferKind.Identical, []);

        void Same(string what, string was, string now)
        {
            if (was != now) faults.Add($"{what}: {now} where the constraint was learned with {was}");
        }
    }

    /// <summary>As <see cref="Judge"/>, for whoever cannot go on without the constraint.</summary>
    /// <exception cref="ForewarnException">Refused; the message has every reason.</exception>
    public static TransferVerdict Require(DynamicsSignature learned, DynamicsSignature deployed)
    {
        var verdict = Judge(learned, deployed);
        return verdict.IsAccepted ? verdict : throw ForewarnException.Of("learned constraint", string.Join("; ", verdict.Reasons),
            "the dynamics it was learned for, or wider controls alone",
            "Compute the tube anew from the failure margin, which carries over, or learn it again on this body.", ExitCode.Usage);
    }

    private static void Controls(DynamicsSignature learned, DynamicsSignature deployed, List<string> faults, List<string> wider)
    {
        foreach (string name in learned.Controls.Keys.Union(deployed.Controls.Keys).Order(StringComparer.Ordinal))
        {
            string was = Interval(learned.Controls, name), now = Interval(deployed.Controls, name);
            if (!learned.Controls.TryGetValue(name, out var before) || !deployed.Controls.TryGetValue(name, out var after))
                faults.Add($"control {name}: {now} where the constraint was learned with {was}");
            else if (after == before) continue;
            else if (after.Contains(before)) wider.Add($"control {name} is wider: {now}, learned with {was}; the constraint is stricter than it need be");
            else faults.Add($"control {name} is narrower: {now}, learned with {was}; states the constraint calls safe may be lost");
        }
    }

    private static string Interval(IReadOnlyDictionary<string, Bounds> bounds, string name) =>
        bounds.TryGetValue(name, out var b) ? string.Create(CultureInfo.InvariantCulture, $"[{b.Low:R}, {b.High:R}]") : "none";

    private static string Text(IReadOnlyDictionary<string, double> values, string name) =>
        values.TryGetValue(name, out double v) ? v.ToString("R", CultureInfo.InvariantCulture) : "none";

    private static string Seconds(double value) => string.Create(CultureInfo.InvariantCulture, $"{value:R} s");
}
