using Forewarn.Core;
using Forewarn.Interop.Peer;
using Forewarn.RosBridge.Cyclone;

// forewarn-interop-peer MODE: the second process of the interop tests and of the DDS benchmark. It ends when its standard
// input does. Domain and configuration come from ROS_DOMAIN_ID and CYCLONEDDS_URI.
try
{
    using var transport = new CycloneTransport(new CycloneOptions());
    var peer = new Peer(transport);
    switch (args is [var mode, ..] ? mode : "")
    {
        case "echo": peer.Echo(); break;
        case "publish": peer.Publish(); break;
        case "serve": peer.Serve(); break;
        case "pong": peer.Pong(); break;
        default: return (int)ExitCode.Usage;
    }
    Console.WriteLine("ready");
    peer.Run();
    return (int)ExitCode.Done;
}
catch (ForewarnException e)
{
    Console.Error.WriteLine(e.Message);
    return (int)e.ExitCode;
}
