// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audio/devices/devicecatalog.h"

#include <pulse/pulseaudio.h>

namespace holdline::audio {

/// The devices of a PulseAudio or PipeWire server, told by the server as they come and go.
///
/// Qt (6.8.2, too) goes on listing devices that were removed and those of a server that is gone;
/// opening one of those hangs its thread for ever. Qt before 6.5.3 does not see another default
/// device either, and knows no default input.
///
/// libpulse runs a thread of its own; what it shares with poll() and list() is guarded by its lock.
class PulseDeviceCatalog : public DeviceCatalog
{
public:
    explicit PulseDeviceCatalog(std::function<void()> changed);
    ~PulseDeviceCatalog() override;

    /// Tries again if there is no server.
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
    Lists m_answer; ///< being filled
    int m_openQuestions = 0;
    bool m_askAgain = false; ///< something changed while being asked
};

} // namespace holdline::audio
