using Forewarn.Core;
using Forewarn.Steering;

namespace Forewarn.RosBridge;

/// <summary>What a node steers with: loaded, checked and disposable.</summary>
public interface INodeModels : IDisposable
{
    /// <summary>The models, and the guards that hold for every robot; the node adds freshness.</summary>
    SteeringParts Parts { get; }

    /// <summary>How the policy's plans are to be read.</summary>
    ActionSpec Action { get; }

    /// <summary>Pictures that the models look at, in their order.</summary>
    IReadOnlyList<CameraFormat> Cameras { get; }

    /// <summary>Names of the proprioception that the models read.</summary>
    IReadOnlyList<string> State { get; }

    /// <summary>Identity (SHA-256, hex) of every package, by package name.</summary>
    IReadOnlyDictionary<string, string> Hashes { get; }

    /// <summary>Runs everything once, so that the first decision is as fast as the others.</summary>
    void WarmUp();
}
