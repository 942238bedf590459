namespace Forewarn.Benchmarks.Coordination;

/// <summary>The regret program on one size of game.</summary>
/// <param name="Steps"><c>H S A sum A_i</c>: joint actions at steps and states, times what each agent may answer.</param>
/// <param name="CpuMs">Median of one call, all agents.</param>
/// <param name="NanosecondsPerStep">Of processor time.</param>
/// <param name="BytesPerStateStep">Allocated by one call over <c>H S</c>: the found deviations alone.</param>
public sealed record RegretPoint(int Horizon, int States, long Steps, double CpuMs, double NanosecondsPerStep, double BytesPerStateStep);
