namespace Forewarn.Cli.Doctor;

/// <param name="Name">What was looked at.</param>
/// <param name="Finding">What is there, or why it does not work.</param>
/// <param name="Fix">What to do about it; null when nothing needs doing.</param>
public sealed record CheckResult(string Name, CheckState State, string Finding, string? Fix = null);
