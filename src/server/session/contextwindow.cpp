// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/session/contextwindow.h"

namespace holdline::server {

namespace {

// Containers that double their capacity would waste up to half of a session's memory.
constexpr std::size_t kEntryStep = 8;
constexpr std::size_t kTextStep = 256;

/// Reserves space for `extra` more elements: in steps for short contexts, and by an eighth for long
/// ones, so that appending stays cheap.
template <typename Container>
void makeRoom(Container &container, std::size_t extra, std::size_t step)
{
    const std::size_t needed = container.size() + extra;
    if (needed <= container.capacity())
        return;
    const std::size_t roomy = std::max(needed, container.size() + container.size() / 8);
    container.reserve((roomy + step - 1) / step * step);
}

} // namespace

void ContextWindow::append(const speech::Message &message)
{
    if (m_limit == 0)
        return;
    if (m_entries.size() == m_limit) {
        m_text.erase(0, m_entries.front().bytes);
        m_entries.erase(m_entries.begin());
    }
    const QByteArray text = message.text.toUtf8();
    makeRoom(m_entries, 1, kEntryStep);
    makeRoom(m_text, static_cast<std::size_t>(text.size()), kTextStep);
    m_entries.push_back({message.at, static_cast<quint32>(text.size()), message.role});
    m_text.append(text.constData(), static_cast<std::size_t>(text.size()));
}

void ContextWindow::cutNewest(speech::Role role, int characters)
{
    std::size_t end = m_text.size();
    for (auto entry = m_entries.rbegin(); entry != m_entries.rend(); ++entry) {
        const std::size_t begin = end - entry->bytes;
        if (entry->role == role) {
            const QString text = QString::fromUtf8(m_text.data() + begin, entry->bytes);
            const auto kept = static_cast<quint32>(text.left(characters).toUtf8().size());
            m_text.erase(begin + kept, entry->bytes - kept);
            entry->bytes = kept;
            if (kept == 0)
                m_entries.erase(std::next(entry).base());
            return;
        }
        end = begin;
    }
}

void ContextWindow::clear()
{
    *this = ContextWindow(m_limit);
}

void ContextWindow::keepSince(WallTime since)
{
    const QList<speech::Message> kept = messagesSince(since);
    if (static_cast<std::size_t>(kept.size()) == size())
        return;
    clear();
    for (const speech::Message &message : kept)
        append(message);
}

std::size_t ContextWindow::bytes() const
{
    return m_entries.capacity() * sizeof(Entry) + m_text.capacity();
}

QList<speech::Message> ContextWindow::messages() const
{
    return newest(size());
}

QList<speech::Message> ContextWindow::messagesSince(WallTime since) const
{
    QList<speech::Message> result = messages();
    result.removeIf([since](const speech::Message &message) { return message.at < since; });
    return result;
}

QList<speech::Message> ContextWindow::newest(std::size_t count) const
{
    const std::size_t skipped = size() - std::min(count, size());
    QList<speech::Message> result;
    result.reserve(static_cast<qsizetype>(size() - skipped));
    const char *text = m_text.data();
    for (std::size_t i = 0; i < size(); ++i) {
        const Entry &entry = m_entries[i];
        if (i >= skipped)
            result.append({entry.role, QString::fromUtf8(text, entry.bytes), entry.at});
        text += entry.bytes;
    }
    return result;
}

} // namespace holdline::server
