// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "attack/neighbour.h"
#include "core/result.h"
#include "support/serverprocess.h"
#include "support/testcertificate.h"

#include <QTemporaryDir>

#include <memory>

namespace holdline::attack {

/// A server, an attack on it, and what its neighbour asks meanwhile.
struct Scene
{
    enum class Setting {
        Usual,
        Tls,
        Observed, ///< /logs is there
        StoredSession, ///< somebody else's, of 42 MB
        FullDisk, ///< nothing can be stored, so nobody is answered: memory alone counts
        FewDescriptors,
        BehindAProxy, ///< the attacker comes from one address, the neighbour from another
    };

    QString name;
    QString attack = name; ///< as holdline-attack calls it
    Neighbour::Question question = Neighbour::Question::Typed;
    Setting setting = Setting::Usual;
    QStringList arguments{}; ///< of the server, besides those that the setting takes

    bool isNeighbourAnswered() const { return setting != Setting::FullDisk; }
};

/// Every attack that the server withstands.
QList<Scene> allScenes();

/// The real server in one scene. The attacker is a process of its own with less of the processor
/// than others have, so that the neighbour measures the server and not the attacker.
class Trial
{
public:
    struct Figures
    {
        double quiet; ///< ms until a question is answered, the 95th percentile
        double attacked; ///< the same beside the attack
        qint64 grown; ///< bytes of memory at most, from before the attack
        double ratio() const { return attacked / quiet; }
    };

    /// --held-memory of the server.
    static constexpr qint64 kHeldMemory = 16 * 1024 * 1024;

    explicit Trial(const Scene &scene);

    /// Starts the server, and has its neighbour answered often enough that all is loaded. Fails
    /// with what is wrong.
    Outcome<QString> prepare();
    /// Asks in peace and then beside the attack. Fails with what is wrong, such as a question that
    /// is not answered at all.
    Result<Figures, QString> run();

private:
    QStringList serverArguments() const;
    QStringList attackArguments() const;
    bool start();
    Outcome<QString> storeSession();
    Result<double, QString> askFor(Duration duration);
    bool admitsNewcomers();

    Scene m_scene;
    QTemporaryDir m_folder; ///< of tokens
    std::unique_ptr<testing::TestCertificate> m_certificate;
    std::unique_ptr<testing::ServerProcess> m_server;
    std::unique_ptr<Neighbour> m_neighbour;
    QByteArray m_storedSession; ///< its id
};

} // namespace holdline::attack
