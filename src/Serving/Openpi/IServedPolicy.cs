namespace Forewarn.Serving;

/// <summary>What an <see cref="OpenpiServer"/> serves.</summary>
public interface IServedPolicy
{
    /// <summary>Sent to every client first; may be empty.</summary>
    WireMap Metadata { get; }

    /// <summary>Begins with one client. Called on any thread.</summary>
    IServedSession Open();
}
