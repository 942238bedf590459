namespace Forewarn.Learning.WorldModels;

/// <summary>How raw inputs are centered and scaled; estimated on training episodes and kept with the weights.</summary>
/// <param name="MeanImage"><c>[C, R, R]</c> in [0, 1].</param>
/// <param name="StateMean"><c>[S]</c>.</param>
/// <param name="StateStd"><c>[S]</c>.</param>
/// <param name="PlanMean"><c>[A]</c>.</param>
/// <param name="PlanStd"><c>[A]</c>.</param>
/// <param name="DeltaStd"><c>[A]</c>, of the difference of neighboring rows.</param>
public sealed record InputStatistics(
    float[] MeanImage, float[] StateMean, float[] StateStd, float[] PlanMean, float[] PlanStd, float[] DeltaStd)
{
    /// <summary>Zero means and unit scales, for networks whose weights are loaded next.</summary>
    public static InputStatistics Neutral(RssmOptions options)
    {
        float[] Fill(int count, float value) => [.. Enumerable.Repeat(value, count)];
        return new(new float[options.InputChannels * options.Resolution * options.Resolution],
            new float[options.StateSize], Fill(options.StateSize, 1),
            new float[options.PlanWidth], Fill(options.PlanWidth, 1), Fill(options.PlanWidth, 1));
    }
}
