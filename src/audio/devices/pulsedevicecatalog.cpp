// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "audio/devices/pulsedevicecatalog.h"

#include <utility>

namespace holdline::audio {

class PulseDeviceCatalog::Locked
{
public:
    explicit Locked(pa_threaded_mainloop *loop) : m_loop(loop)
    {
        pa_threaded_mainloop_lock(m_loop);
    }
    ~Locked() { pa_threaded_mainloop_unlock(m_loop); }
    Q_DISABLE_COPY_MOVE(Locked)

private:
    pa_threaded_mainloop *m_loop;
};

PulseDeviceCatalog::PulseDeviceCatalog(std::function<void()> changed)
    : m_changed(std::move(changed))
    , m_loop(pa_threaded_mainloop_new())
{
    Q_CHECK_PTR(m_loop);
    pa_threaded_mainloop_start(m_loop);
}

PulseDeviceCatalog::~PulseDeviceCatalog()
{
    {
        const Locked locked(m_loop);
        disconnectFromServer();
    }
    pa_threaded_mainloop_stop(m_loop);
    pa_threaded_mainloop_free(m_loop);
}

void PulseDeviceCatalog::poll()
{
    const Locked locked(m_loop);
    if (m_context && PA_CONTEXT_IS_GOOD(pa_context_get_state(m_context)))
        return;
    disconnectFromServer();
    connectToServer();
}

std::optional<DeviceList> PulseDeviceCatalog::list(Direction direction) const
{
    const Locked locked(m_loop);
    if (!m_lists)
        return std::nullopt;
    return direction == Direction::Input ? m_lists->inputs : m_lists->outputs;
}

void PulseDeviceCatalog::connectToServer()
{
    m_context = pa_context_new(pa_threaded_mainloop_get_api(m_loop), "Holdline devices");
    Q_CHECK_PTR(m_context);
    pa_context_set_state_callback(m_context, &onState, this);
    if (pa_context_connect(m_context, nullptr, PA_CONTEXT_NOFLAGS, nullptr) < 0)
        publish({});
}

void PulseDeviceCatalog::disconnectFromServer()
{
    if (!m_context)
        return;
    pa_context_set_state_callback(m_context, nullptr, nullptr);
    pa_context_set_subscribe_callback(m_context, nullptr, nullptr);
    pa_context_disconnect(m_context);
    pa_context_unref(std::exchange(m_context, nullptr));
    m_openQuestions = 0;
    m_askAgain = false;
}

void PulseDeviceCatalog::ask()
{
    const auto note = [this](pa_operation *operation) {
        if (!operation)
            return;
        ++m_openQuestions;
        pa_operation_unref(operation);
    };
    m_askAgain = false;
    m_answer = {};
    note(pa_context_get_server_info(m_context, &onServer, this));
    note(pa_context_get_sink_info_list(m_context, &onSink, this));
    note(pa_context_get_source_info_list(m_context, &onSource, this));
}

void PulseDeviceCatalog::answered()
{
    if (--m_openQuestions > 0)
        return;
    if (m_askAgain)
        ask();
    else
        publish(m_answer);
}

void PulseDeviceCatalog::publish(const Lists &lists)
{
    if (m_lists == lists)
        return;
    m_lists = lists;
    m_changed();
}

void PulseDeviceCatalog::onState(pa_context *context, void *self)
{
    auto *catalog = static_cast<PulseDeviceCatalog *>(self);
    const pa_context_state_t state = pa_context_get_state(context);
    if (state == PA_CONTEXT_READY) {
        pa_context_set_subscribe_callback(context, &onEvent, self);
        const auto mask = static_cast<pa_subscription_mask_t>(
            PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SOURCE | PA_SUBSCRIPTION_MASK_SERVER);
        if (pa_operation *operation = pa_context_subscribe(context, mask, nullptr, nullptr))
            pa_operation_unref(operation);
        catalog->ask();
    } else if (!PA_CONTEXT_IS_GOOD(state)) {
        catalog->publish({});
    }
}

void PulseDeviceCatalog::onEvent(pa_context *, pa_subscription_event_type_t, uint32_t, void *self)
{
    auto *catalog = static_cast<PulseDeviceCatalog *>(self);
    if (catalog->m_openQuestions > 0)
        catalog->m_askAgain = true;
    else
        catalog->ask();
}

void PulseDeviceCatalog::onServer(pa_context *, const pa_server_info *info, void *self)
{
    auto *catalog = static_cast<PulseDeviceCatalog *>(self);
    if (info) {
        catalog->m_answer.inputs.defaultId = info->default_source_name;
        catalog->m_answer.outputs.defaultId = info->default_sink_name;
    }
    catalog->answered();
}

void PulseDeviceCatalog::onSink(pa_context *, const pa_sink_info *info, int end, void *self)
{
    auto *catalog = static_cast<PulseDeviceCatalog *>(self);
    if (end != 0)
        return catalog->answered();
    catalog->m_answer.outputs.present.append(
        {.id = info->name, .name = QString::fromUtf8(info->description)});
}

void PulseDeviceCatalog::onSource(pa_context *, const pa_source_info *info, int end, void *self)
{
    auto *catalog = static_cast<PulseDeviceCatalog *>(self);
    if (end != 0)
        return catalog->answered();
    // Monitors record what a loudspeaker plays; they are no microphones, and Qt does not open them.
    if (info->monitor_of_sink == PA_INVALID_INDEX)
        catalog->m_answer.inputs.present.append(
            {.id = info->name, .name = QString::fromUtf8(info->description)});
}

} // namespace holdline::audio
