namespace Forewarn.Learning.Training;

/// <summary>Linear warm-up, optional plateau, cosine to a floor; a pure function of the step.</summary>
public sealed class LearningRateSchedule(TrainingOptions options)
{
    /// <param name="step">Updates done so far.</param>
    public double At(long step)
    {
        if (step < options.WarmupSteps) return options.LearningRate * (step + 1) / options.WarmupSteps;
        double start = Math.Max(options.WarmupSteps, options.HoldFraction * options.Steps);
        if (step < start) return options.LearningRate;
        double progress = Math.Clamp((step - start) / Math.Max(1, options.Steps - start), 0, 1);
        double floor = options.FinalFraction;
        return options.LearningRate * (floor + (1 - floor) * 0.5 * (1 + Math.Cos(Math.PI * progress)));
    }
}
