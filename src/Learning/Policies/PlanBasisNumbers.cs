using Forewarn.Core;

namespace Forewarn.Learning.Policies;

/// <summary>The plain numbers of a <see cref="PlanBasis"/>, as they are stored.</summary>
/// <param name="Steps">Rows of a plan, <c>T</c>.</param>
/// <param name="FeatureSize"><c>F</c>.</param>
/// <param name="Columns">Offset and scale per column, <c>[A]</c> each.</param>
/// <param name="Mean">Scaled plan from <c>[1, regressors]</c>: <c>[1 + R, T A]</c>.</param>
/// <param name="Components">Whitened directions: <c>[D, T A]</c>.</param>
/// <param name="Explained">Share of the residual's variance that the components hold.</param>
/// <param name="ResidualShare">Share of the scaled plans' variance that the regressors do not explain.</param>
/// <param name="Frame">Where the numbers of a plan are measured from; null = the base frame.</param>
public sealed record PlanBasisNumbers(
    int Steps, int FeatureSize, ChannelStats Columns, float[] Mean, float[] Components, double Explained, double ResidualShare,
    PlanFrame? Frame = null);
