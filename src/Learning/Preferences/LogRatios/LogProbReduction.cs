namespace Forewarn.Learning.Preferences;

/// <summary>
/// How the log-probabilities of the parts of one sample (tokens, or dimensions of a Gaussian) become one number. Theory (mirror
/// descent, natural gradient, closed forms) needs the sum; the mean divides eta and beta by the number of parts, as DDPO, DPPO
/// and length-normalized losses do.
/// </summary>
public enum LogProbReduction
{
    Sum,
    Mean,
}
