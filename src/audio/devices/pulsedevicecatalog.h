// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicecatalog.h"

#include <pulse/pulseaudio.h>

namespace holdline::audio {

/// The devices of a PulseAudio or PipeWire server, which reports them as they come and go.
///
/// Qt, even 6.8.2, still lists devices that were removed, and the devices of a server that has
/// ended; opening one of those blocks its thread for ever. Qt before 6.5.3 also does not notice a
/// new default device, and knows no default input.
///
/// libpulse runs a thread of its own. Its lock guards the data that this thread shares with poll()
/// and list(). Owned by AudioEngine.
class PulseDeviceCatalog : public DeviceCatalog
{
public:
    explicit PulseDeviceCatalog(std::function<void()> changed);
    ~PulseDeviceCatalog() override;

    /// Connects again if there is no connection to the server.
    void poll() override;
    std::optional<DeviceList> list(Direction direction) const override;

private:
    class Locked;
    struct Lists
    {
        DeviceList inputs;
        DeviceList outputs;
        friend bool operator==(const Lists &, const Lists &) = default;
    };

    void connectToServer();
    void disconnectFromServer();
    void ask();
    void answered();
    void publish(const Lists &lists);

    static void onState(pa_context *context, void *self);
    static void onEvent(pa_context *, pa_subscription_event_type_t, uint32_t, void *self);
    static void onServer(pa_context *, const pa_server_info *info, void *self);
    static void onSink(pa_context *, const pa_sink_info *info, int end, void *self);
    static void onSource(pa_context *, const pa_source_info *info, int end, void *self);

    std::function<void()> m_changed;
    pa_threaded_mainloop *m_loop;
    pa_context *m_context = nullptr;
    std::optional<Lists> m_lists;
    Lists m_answer; ///< the answer that is being filled
    int m_openQuestions = 0;
    bool m_askAgain = false; ///< devices have changed during the current questions
};

} // namespace holdline::audio
