namespace ROS2;

public enum QosLivelinessPolicy
{
    SystemDefault = 0,
    Automatic = 1,
    ManualByTopic = 3,
}
