// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/virtualscreenreader.h"

#include <QStandardPaths>

namespace holdline::testing {

using namespace Qt::StringLiterals;

namespace {

/// Distributions do not agree on its folder, and none has it in the path.
QString registry()
{
    const QString name = u"at-spi2-registryd"_s;
    const QStringList folders{u"/usr/libexec"_s, u"/usr/lib/at-spi2-core"_s, u"/usr/lib"_s};
    const QString found = QStandardPaths::findExecutable(name, folders);
    return found.isEmpty() ? name : found;
}

} // namespace

VirtualScreenReader::VirtualScreenReader()
    : m_registry(registry(), {}, surroundings())
    , m_listener(QStringLiteral(HOLDLINE_SCREEN_READER), {}, surroundings())
{
}

QString VirtualScreenReader::start()
{
    if (QString error = m_bus.start(); !error.isEmpty())
        return error;
    const auto speaks = [](const ChildProcess &process) {
        return [&process] { return !process.standardOutput().isEmpty() || !process.isRunning(); };
    };
    if (!m_registry.start() || !waitUntil(speaks(m_registry), kStartPatience)
        || !m_registry.isRunning())
        return u"There is no registry (is at-spi2-core installed?): "_s + m_registry.errorText();
    if (!m_listener.start() || !waitUntil(speaks(m_listener), kStartPatience)
        || !m_listener.isRunning())
        return u"Nothing listens (is python3-pyatspi installed?): "_s + m_listener.errorText();
    return {};
}

QProcessEnvironment VirtualScreenReader::surroundings() const
{
    auto own = m_bus.surroundings();
    own.insert(u"AT_SPI_BUS_ADDRESS"_s, m_bus.address());
    return own;
}

QProcessEnvironment VirtualScreenReader::environment(QProcessEnvironment base) const
{
    base.remove(u"AT_SPI_BUS_ADDRESS"_s);
    return m_bus.environment(base);
}

bool VirtualScreenReader::waitForWords(qsizetype count, Duration patience) const
{
    return waitUntil([&] { return said().size() >= count; }, patience);
}

QStringList VirtualScreenReader::linesOf(const QString &kind) const
{
    QStringList lines;
    for (const OutputLine &line : m_listener.standardOutput()) {
        if (line.text.startsWith(kind))
            lines += line.text.sliced(kind.size());
    }
    return lines;
}

} // namespace holdline::testing
