namespace ROS2;

/// <summary>What rcldotnet's generator makes of every message, request and response.</summary>
public interface IRosMessage
{
    void __ReadFromHandle(System.IntPtr messageHandle);

    void __WriteToHandle(System.IntPtr messageHandle);
}
