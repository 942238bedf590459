namespace Forewarn.Steering;

/// <summary>
/// Alarms once the likelihood has stayed below a threshold for some frames in a row, and stays alarmed. A frame without a
/// likelihood (NaN) neither counts nor starts the count over: being blind says nothing about the plan.
/// </summary>
public sealed class AlarmRule(double threshold, int frames)
{
    private int _low;

    public bool Alarmed { get; private set; }

    /// <returns>Whether the alarm stands after this frame.</returns>
    public bool Next(double likelihood)
    {
        if (double.IsNaN(likelihood)) return Alarmed;
        _low = likelihood < threshold ? _low + 1 : 0;
        return Alarmed |= _low >= frames;
    }

    /// <returns>The first frame at which a whole plan alarms, or -1.</returns>
    public static int FirstAlarm(IReadOnlyList<double> likelihoods, double threshold, int frames)
    {
        var rule = new AlarmRule(threshold, frames);
        for (int i = 0; i < likelihoods.Count; i++) if (rule.Next(likelihoods[i])) return i;
        return -1;
    }
}
