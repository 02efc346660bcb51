// SPDX-FileCopyrightText: The Holdline authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/persona/personastore.h"

#include "client/persona/personafile.h"
#include "support/testcase.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace holdline::tst_personastore {

using namespace client;
using namespace Qt::StringLiterals;

namespace {

Persona chef()
{
    return {.id = u"chef"_s,
            .role = u"Cooks with what is there"_s,
            .picture = QByteArray("\x89PNG\0\r\n", 8),
            .configuration = {.persona = u"Chef Élodie"_s,
                              .instructions = u"One step at a time.\nAsk when it is done."_s,
                              .greeting = u"What is in the fridge?"_s,
                              .language = u"fr"_s,
                              .voice = u"awb"_s,
                              .speakingRate = 1.25,
                              .turnPause = 50}};
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

QByteArray fileWith(const QByteArray &members)
{
    return R"({"holdline":"personas","version":1,"personas":[{"id":"a",)" + members + "}]}";
}

} // namespace

class TestPersonaStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    // ---- the shipped personas

    void shipsPersonasThatAreWithinTheLimits()
    {
        const std::vector<Persona> shipped = shippedPersonas();
        QStringList names;
        for (const Persona &persona : shipped) {
            names += persona.name();
            QVERIFY(persona.configuration.instructions.size() > 80);
            QVERIFY(persona.role.size() <= Persona::kMaxRole);
        }
        QCOMPARE(names,
                 (QStringList{u"Nova"_s, u"Interview coach"_s, u"Language partner"_s,
                              u"Storyteller"_s, u"Rubber duck"_s}));
        const auto read = decodePersonas(exportPersonas(shipped));
        QVERIFY(read);
        QVERIFY(read.value() == shipped);
    }

    void initialsAreThoseOfTheFirstTwoWords_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("initials");
        QTest::newRow("one word") << u"Nova"_s << u"N"_s;
        QTest::newRow("two words") << u"interview coach"_s << u"IC"_s;
        QTest::newRow("more words") << u"  the  old man "_s << u"TO"_s;
        QTest::newRow("an accent made of two characters") << u"e\u0301lodie"_s << u"E\u0301"_s;
        QTest::newRow("an emoji") << u"\U0001F986 duck"_s << u"\U0001F986D"_s;
        QTest::newRow("nothing") << u""_s << u""_s;
    }

    void initialsAreThoseOfTheFirstTwoWords()
    {
        QFETCH(QString, name);
        const Persona persona{.id = u"x"_s, .configuration = {.persona = name}};
        QTEST(persona.initials(), "initials");
    }

    // ---- the file

    void hasTheShippedPersonasAtFirst()
    {
        const auto loaded = PersonaStore(path()).load();
        QVERIFY(loaded.personas == shippedPersonas());
        QVERIFY(loaded.setAside.isEmpty());
    }

    void readsBackWhatWasSaved()
    {
        std::vector<Persona> personas = shippedPersonas();
        personas.pop_back();
        personas.front().configuration.speakingRate = 1.5;
        personas.insert(personas.begin(), chef());
        const PersonaStore store(path());
        QVERIFY(store.save(personas));
        const auto loaded = store.load();
        QVERIFY(loaded.personas == personas);
        QVERIFY(loaded.setAside.isEmpty());
    }

    void onlyItsOwnerCanReadTheFile()
    {
        QVERIFY(PersonaStore(path()).save(shippedPersonas()));
        QVERIFY(!(QFile::permissions(path()) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void aPersonaAsShippedIsWrittenAsItsIdOnly()
    {
        const QByteArray file = encodePersonas(shippedPersonas());
        QVERIFY(!file.contains("instructions"));
        std::vector<Persona> edited = shippedPersonas();
        edited[1].configuration.voice = u"rms"_s;
        QCOMPARE(encodePersonas(edited).count("instructions"), 1);
    }

    void keepsADamagedFileBeside()
    {
        QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"cannot be read"_s));
        QVERIFY(QDir(m_folder->path()).mkdir(u"config"_s));
        QVERIFY(write(path(), "{ my personas"));
        const PersonaStore store(path());
        const auto loaded = store.load();
        QVERIFY(loaded.personas == shippedPersonas());
        QFile aside(loaded.setAside);
        QVERIFY(aside.open(QIODevice::ReadOnly));
        QCOMPARE(aside.readAll(), "{ my personas");
        QVERIFY(store.save({chef()}));
        QVERIFY(store.load().personas == std::vector{chef()});

        QTest::ignoreMessage(QtInfoMsg, QRegularExpression(u"cannot be read"_s));
        QVERIFY(write(path(), "again"));
        QVERIFY(store.load().setAside != loaded.setAside);
        QVERIFY(QFile::exists(loaded.setAside));
    }

    void saysWhenItCannotSave()
    {
        QVERIFY(write(m_folder->filePath(u"file"_s), "in the way"));
        QVERIFY(!PersonaStore(m_folder->filePath(u"file/personas.json"_s)).save({chef()}));
    }

    // ---- files from elsewhere

    void refusesWhatItCannotUse_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<PersonaFileError>("error");
        using Error = PersonaFileError;
        QTest::newRow("nothing") << QByteArray() << Error::NotPersonas;
        QTest::newRow("another JSON") << QByteArray(R"({"personas":[{}]})") << Error::NotPersonas;
        QTest::newRow("no persona")
            << QByteArray(R"({"holdline":"personas","personas":[]})") << Error::NotPersonas;
        QTest::newRow("a later version")
            << fileWith("\"persona\":\"A\"").replace(":1,", ":2,") << Error::TooNew;
        QTest::newRow("too large") << QByteArray(kMaxPersonaFile + 1, ' ') << Error::TooLarge;
        QTest::newRow("too many") << exportPersonas(std::vector(kMaxPersonas + 1, chef()))
                                  << Error::TooLarge;
        QTest::newRow("an id twice") << exportPersonas({chef(), chef()}) << Error::BadPersona;
        QTest::newRow("no name") << fileWith("\"persona\":\"  \"") << Error::BadPersona;
        QTest::newRow("no id")
            << fileWith("\"persona\":\"A\"").replace("\"id\":\"a\"", "\"id\":\"\"")
            << Error::BadPersona;
        QTest::newRow("too fast") << fileWith("\"persona\":\"A\",\"speaking_rate\":3")
                                  << Error::BadPersona;
        QTest::newRow("a role too long") << fileWith(
            "\"persona\":\"A\",\"role\":\"" + QByteArray(Persona::kMaxRole + 1, 'x') + "\"")
                                         << Error::BadPersona;
        QTest::newRow("a picture too large")
            << fileWith("\"persona\":\"A\",\"picture\":\""
                        + QByteArray(Persona::kMaxPicture + 1, 'x').toBase64() + "\"")
            << Error::BadPersona;
        QTest::newRow("a picture that is none")
            << fileWith("\"persona\":\"A\",\"picture\":\"%%%\"") << Error::BadPersona;
    }

    void refusesWhatItCannotUse()
    {
        QFETCH(QByteArray, file);
        QFETCH(PersonaFileError, error);
        const auto personas = decodePersonas(file);
        QVERIFY(!personas);
        QVERIFY(personas.error() == error);
    }

private:
    QString path() const { return m_folder->filePath(u"config/personas.json"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

HOLDLINE_TEST(TestPersonaStore)

} // namespace holdline::tst_personastore

#include "tst_personastore.moc"
