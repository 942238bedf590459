namespace Forewarn.Cli.Doctor;

/// <summary>One look at the machine. It tries the thing itself instead of guessing from versions.</summary>
public interface IMachineCheck
{
    string Name { get; }

    /// <summary>May throw: the doctor reports the exception as the finding.</summary>
    CheckResult Run();
}
