namespace Forewarn.Core;

/// <summary>Receives decisions for execution.</summary>
public interface IPlanSink
{
    void Dispatch(in Decision decision);
}
