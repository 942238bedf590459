namespace Forewarn.Cli.Doctor;

/// <summary>Outcome of one look at the machine.</summary>
public enum CheckState
{
    Works,
    /// <summary>Not as good as it could be; nothing the main job needs.</summary>
    Limited,
    /// <summary>The main job cannot run without it.</summary>
    Missing,
}
