// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "holdline/doctorsystem.h"

#include <QDir>
#include <QNetworkInformation>
#include <QNetworkInterface>
#include <QRandomGenerator>
#include <QSettings>
#include <QSysInfo>
#include <QTemporaryFile>

#include <chrono>

namespace holdline {

using namespace Qt::StringLiterals;
using Level = Finding::Level;

namespace {

constexpr auto kKeychainPatience = std::chrono::seconds(5);

bool canKeepSettings(QSettings &settings)
{
    const QString probe = u"doctor/probe"_s;
    settings.setValue(probe, true);
    settings.sync();
    const bool good = settings.isWritable() && settings.status() == QSettings::NoError;
    settings.remove(probe);
    settings.sync();
    return good;
}

bool canWriteInto(const QString &folder)
{
    QTemporaryFile file(QDir(folder).filePath(u"doctor-XXXXXX"_s));
    return QDir().mkpath(folder) && file.open();
}

/// The interfaces that lead out of this computer: "eth0 (192.0.2.7)".
QStringList waysOut()
{
    QStringList ways;
    for (const QNetworkInterface &way : QNetworkInterface::allInterfaces()) {
        const auto flags = way.flags();
        if (!flags.testFlag(QNetworkInterface::IsRunning)
            || flags.testFlag(QNetworkInterface::IsLoopBack) || way.addressEntries().isEmpty())
            continue;
        ways += u"%1 (%2)"_s.arg(way.humanReadableName(),
                                 way.addressEntries().constFirst().ip().toString());
    }
    return ways;
}

} // namespace

void VersionCheck::start()
{
    Q_EMIT found({Level::Fine, tr("Version"),
                  u"Holdline %1, Qt %2, %3"_s.arg(QStringLiteral(HOLDLINE_VERSION),
                                                  QString::fromLatin1(qVersion()),
                                                  QSysInfo::prettyProductName())});
    Q_EMIT finished();
}

void SettingsCheck::start()
{
    QSettings settings;
    const QString path = QDir::toNativeSeparators(settings.fileName());
    if (canKeepSettings(settings))
        Q_EMIT found({Level::Fine, tr("Settings"), path});
    else
        Q_EMIT found(
            {Level::Failure, tr("Settings"), tr("can’t write to %1").arg(path),
             tr("Make the file and its folder writable. Until then, your settings are lost when "
                "you quit.")});
    const QString folder = QDir::toNativeSeparators(m_dataFolder);
    if (canWriteInto(m_dataFolder))
        Q_EMIT found({Level::Fine, tr("Conversations"), folder});
    else
        Q_EMIT found({Level::Failure, tr("Conversations"),
                      tr("can’t write to the folder %1").arg(folder),
                      tr("Make it writable, or the server on this computer can’t start.")});
    Q_EMIT finished();
}

KeychainCheck::KeychainCheck(std::unique_ptr<client::Vault> vault)
    : m_vault(std::move(vault))
    , m_probe(QByteArray::number(QRandomGenerator::global()->generate64(), 16))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { end(Level::Warning, tr("no answer"), tr("Unlock it, or log in again.")); });
}

void KeychainCheck::start()
{
    if (!m_vault) {
        end(Level::Warning, tr("this version of Holdline was built without keyring support"),
            tr("Conversations and access tokens of other servers are lost when you quit."));
        return;
    }
    m_patience.start(kKeychainPatience);
    m_vault->write(u"doctor-probe"_s, m_probe, [this](bool good) {
        if (good)
            readBack();
        else
            end(Level::Warning, tr("can’t store anything"),
                tr("Unlock it, or start one such as GNOME Keyring or KWallet. Until then, "
                   "conversations and access tokens of other servers are lost when you quit."));
    });
}

void KeychainCheck::readBack()
{
    m_vault->read(u"doctor-probe"_s, [this](const std::optional<QByteArray> &content) {
        m_vault->erase(u"doctor-probe"_s);
        if (content == m_probe)
            end(Level::Fine, tr("works"));
        else
            end(Level::Warning, tr("doesn’t return what was stored"),
                tr("Check its settings. Until then, conversations and access tokens of other "
                   "servers "
                   "are lost when you quit."));
    });
}

void KeychainCheck::end(Level level, const QString &text, const QString &advice)
{
    m_patience.stop();
    if (std::exchange(m_isOver, true))
        return;
    Q_EMIT found({level, tr("Keyring"), text, advice});
    Q_EMIT finished();
}

void NetworkCheck::start()
{
    const QStringList ways = waysOut();
    if (ways.isEmpty())
        Q_EMIT found({m_isNeeded ? Level::Failure : Level::Warning, tr("Network"), tr("no network"),
                      m_isNeeded ? tr("Plug in the cable or turn on Wi-Fi.")
                                 : tr("The server on this computer doesn’t need one.")});
    else
        Q_EMIT found({Level::Fine, tr("Network"), ways.join(u", "_s)});

    const bool reports =
        QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability);
    Q_EMIT found(
        {Level::Fine, tr("Changes"),
         reports
             ? tr("reported by the system (%1)").arg(QNetworkInformation::instance()->backendName())
             : tr("not reported by the system; Holdline checks by itself")});
    Q_EMIT finished();
}

} // namespace holdline
